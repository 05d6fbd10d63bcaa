/**
 * A value in the form in which COPY's binary format takes it. Start at {@link
 * org.datamove.binary.ValueEncoder}; which type has which encoder is in {@code
 * org.datamove.type.known}. An encoder writes what PostgreSQL's input function would make of the
 * text, bit for bit, or it writes nothing. It makes no object for a value, but for a rare float
 * whose nearest value takes longer arithmetic.
 */
package org.datamove.binary;
