case_title='200 columns of five types'
case_rows=50000
case_contenders='copy_csv copy_binary pljava new_table validate'
case_columns= case_select=
for ((c = 1; c <= 40; c++)); do
  case_columns+="${case_columns:+, }i$c integer, n$c numeric(10,2), t$c text, d$c date, f$c double precision"
  case_select+="${case_select:+, }i * $c, (hashint4(i * $c) % 1000000)::numeric / 100, 'v' || i * $c,
    date '2000-01-01' + (i * $c) % 9999, (i * $c) / 64.0"
done
