/**
 * What a text is as a PostgreSQL value. Start at {@link org.datamove.type.TypeInference} for the
 * type of a new column and at {@link org.datamove.type.ValueRules} for the values of an existing
 * one. Works on UTF-8 bytes where they lie and makes no object per value. Never refuses a value:
 * that is for PostgreSQL's own input function alone; here a value is surely accepted, or unsure.
 */
package org.datamove.type;
