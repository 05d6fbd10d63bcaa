/**
 * A problem, a warning or a planned change, as data. Start at {@link
 * org.datamove.validate.finding.Finding} and {@link org.datamove.validate.finding.FindingCode}, the
 * list of all kinds; {@link org.datamove.validate.finding.Findings} collects them in bounded
 * memory. Never looks for a problem itself, and never decides what is shown.
 */
package org.datamove.validate.finding;
