/**
 * A value in the form in which COPY's binary format takes it. Start at {@link
 * org.datamove.binary.ValueEncoder}; which type has which encoder is in {@code
 * org.datamove.type.known}. An encoder writes what PostgreSQL's input function would make of the
 * text, bit for bit, or it writes nothing; it makes no object per value.
 */
package org.datamove.binary;
