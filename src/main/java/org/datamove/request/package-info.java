/**
 * What the caller asks for. Start at {@link org.datamove.request.Request}, read from the JSON that
 * the SQL functions build; {@link org.datamove.request.Options} holds the named decisions. Never
 * guesses: an unknown option or value is an error that lists the known ones.
 */
package org.datamove.request;
