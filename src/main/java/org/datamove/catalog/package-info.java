/**
 * The target table as the database described it. Start at {@link
 * org.datamove.catalog.TableInfo#fromJson}, which reads the document of {@code datamove.describe}.
 * Holds what validation, planning and loading ask about a table, and nothing else of the document.
 * Never reads the database and never judges: what a fact means for a move is for {@code validate}
 * and {@code plan}.
 */
package org.datamove.catalog;
