/**
 * Compares the file with the table. Start at {@link org.datamove.validate.ValidationService}, which
 * picks the rules by operation; {@link org.datamove.validate.row.RowChecker} judges the rows. Every
 * problem is a {@link org.datamove.validate.finding.Finding}; nothing stops at the first, and
 * nothing here or below writes SQL.
 */
package org.datamove.validate;
