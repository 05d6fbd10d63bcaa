/**
 * What the caller is told. Start at {@link org.datamove.result.Report} (the JSON document) and
 * {@link org.datamove.result.FailureText} (message, DETAIL and HINT). The only place where findings
 * become text.
 */
package org.datamove.result;
