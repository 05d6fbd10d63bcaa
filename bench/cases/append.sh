. "$root/bench/cases/mixed_1m.sh"
case_title='10 mixed columns, appended to as many rows, with a primary key, a foreign key and a check'
case_contenders='copy_csv append validate_append append_rejects'
# What the target has before each run; the file's rows come on top.
case_before="TRUNCATE bench.target; INSERT INTO bench.target SELECT -id, account, name, city, amount, rate, born, seen, active, token FROM bench.made"
case_after='CREATE TABLE bench.account AS SELECT account FROM bench.made;
  ALTER TABLE bench.account ADD PRIMARY KEY (account); ANALYZE bench.account;
  ALTER TABLE bench.target ADD PRIMARY KEY (id), ADD FOREIGN KEY (account) REFERENCES bench.account,
  ADD CHECK (amount > -1000000000 AND born > make_date(1900, 1, 1))'
case_drop='bench.account'
