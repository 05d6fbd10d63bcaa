case_title='long quoted text with line ends'
case_rows=100000
case_contenders='copy_csv copy_binary pljava new_table validate'
case_columns='id integer, body text, note text'
case_select="i, repeat('Line ' || md5(i::text) || E' says \"hello\", and\\n', 40), md5(i::text) || E'\\n' || i"
