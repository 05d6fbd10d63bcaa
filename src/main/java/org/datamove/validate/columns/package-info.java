/**
 * Rules about the file's columns: their names, their types, whether they are the table's and hold
 * the key. Start at {@link org.datamove.validate.columns.ColumnSetRule}. Looks at names and options
 * only, never at a value; whether the caller may do it is for the rules of the target.
 */
package org.datamove.validate.columns;
