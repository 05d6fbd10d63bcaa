/**
 * What a move would do, as data. Start at {@link org.datamove.plan.TablePlanner} and {@link
 * org.datamove.plan.NewTablePlanner}: a validated request becomes ordered {@link
 * org.datamove.plan.Step}s with their SQL. Every name in it goes through {@link
 * org.datamove.plan.Sql}. Never runs anything.
 */
package org.datamove.plan;
