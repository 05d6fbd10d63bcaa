/**
 * What the caller asks for. Start at {@link org.datamove.request.Request#fromJson}, which reads the
 * JSON that the SQL functions build; {@link org.datamove.request.Options} holds the named
 * decisions, each with one meaning. Never guesses: an unknown option is an error that lists the
 * known ones, an unknown value one that says what the option takes.
 */
package org.datamove.request;
