package org.datamove.source;

/**
 * A source at one moment.
 *
 * @param path as the caller wrote it
 * @param bytes its size in bytes
 * @param identity a text that differs once the contents have changed (size, times of change, inode)
 */
public record SourceInfo(String path, long bytes, String identity) {}
