/**
 * datamove: moves CSV data into PostgreSQL tables from inside PostgreSQL.
 *
 * <p>The way through is the list of packages: {@code request} → {@code source} → {@code csv} →
 * {@code type}, {@code catalog} → {@code validate} → {@code plan} → {@code load} → {@code result}.
 * {@code engine} drives them; {@code host} makes the engine reachable from SQL. Nothing in here
 * ever opens a database connection: the engine gets the described table as JSON and gives back JSON
 * and encoded chunks.
 */
package org.datamove;
