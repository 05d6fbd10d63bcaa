/**
 * A value in the form in which COPY's binary format takes it. Start at {@link
 * org.datamove.binary.ValueEncoders}, where every type is registered. An encoder writes what
 * PostgreSQL's input function would make of the text, bit for bit, or it writes nothing; it makes
 * no object per value.
 */
package org.datamove.binary;
