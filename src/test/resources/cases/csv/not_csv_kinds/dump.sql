--
-- PostgreSQL database dump
--

COPY public.item (id, name) FROM stdin;
1	Ann
\.
