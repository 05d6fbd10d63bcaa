-- The server object of the examples in docs/security.md.

CREATE SERVER minio FOREIGN DATA WRAPPER datamove_s3
  OPTIONS (endpoint 'https://minio.example.org:9000');
