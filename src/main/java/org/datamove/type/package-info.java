/**
 * What a text is as a PostgreSQL value: here the words for it, a type of the catalog ({@link
 * org.datamove.type.PgType}), a type that a new column may get ({@link
 * org.datamove.type.InferredType}) and the settings on which a text's meaning depends. Start at
 * {@link org.datamove.type.infer.TypeInference} for the type of a new column and at {@link
 * org.datamove.type.known.KnownTypes} for the values of an existing one. Everything below works on
 * UTF-8 bytes where they lie and makes no object per value. Never refuses a value: that is for
 * PostgreSQL's own input function alone; here a value is surely accepted, or unsure.
 */
package org.datamove.type;
