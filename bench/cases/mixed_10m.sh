. "$root/bench/cases/mixed_1m.sh"
case_title='10 mixed columns, many rows'
case_rows=10000000
case_contenders='copy_csv copy_binary pljava validate program'
