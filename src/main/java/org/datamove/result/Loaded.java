package org.datamove.result;

import java.util.List;
import java.util.Map;

/**
 * What reading a file for its load told.
 *
 * @param rowsRead the file's data rows
 * @param rowsRejected those that were put aside
 * @param warnings in words
 * @param report the part of the report that only the load knows
 */
public record Loaded(
    long rowsRead, long rowsRejected, List<String> warnings, Map<String, Object> report) {}
