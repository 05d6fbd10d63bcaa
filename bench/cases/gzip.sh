. "$root/bench/cases/mixed_1m.sh"
case_title='10 mixed columns, the file also compressed with gzip'
case_contenders='copy_csv copy_gzip pljava pljava_gzip pljava_s3_gzip'
