. "$root/bench/cases/mixed_1m.sh"
case_title='10 mixed columns, beside loaders that run outside of the server'
case_rows=100000
case_contenders='copy_csv client_copy pljava pljava_first program pgloader csvsql'
