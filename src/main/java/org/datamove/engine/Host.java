package org.datamove.engine;

import org.datamove.key.Normalizer;
import org.datamove.load.ChunkSink;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.target.RowCounter;

/**
 * What work may ask of whoever runs it.
 *
 * @param judge PostgreSQL's input functions
 * @param normalizer PostgreSQL's input and output functions
 * @param counter counts in tables
 * @param sink takes chunks
 * @param rejected takes rejected rows
 * @param progress is told what is being read
 */
record Host(
    Judge judge,
    Normalizer normalizer,
    RowCounter counter,
    ChunkSink sink,
    Rejects.Sink rejected,
    Progress progress) {}
