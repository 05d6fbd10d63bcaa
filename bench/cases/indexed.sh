. "$root/bench/cases/mixed_1m.sh"
case_title='10 mixed columns, primary key and two indexes'
case_contenders='copy_csv copy_binary pljava'
case_after='ALTER TABLE bench.target ADD PRIMARY KEY (id);
  CREATE INDEX ON bench.target (account); CREATE INDEX ON bench.target (name)'
