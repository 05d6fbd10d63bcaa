package org.datamove.engine;

import org.datamove.load.ChunkSink;
import org.datamove.validate.Judge;
import org.datamove.validate.RowCounter;

/**
 * What work may ask of whoever runs it.
 *
 * @param judge PostgreSQL's input functions
 * @param counter counts in tables
 * @param sink takes chunks
 */
record Host(Judge judge, RowCounter counter, ChunkSink sink) {}
