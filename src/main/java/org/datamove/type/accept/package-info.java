/**
 * What is known without PostgreSQL about the values of an existing column: surely accepted, or
 * unsure. Start at {@link org.datamove.type.accept.ValueRule}; which type has which rule is in
 * {@code org.datamove.type.known}. Never refuses a value; of one that PostgreSQL has refused it can
 * tell more closely what is wrong with it ({@link org.datamove.type.accept.Refusal}).
 */
package org.datamove.type.accept;
