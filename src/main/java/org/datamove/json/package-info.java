/**
 * JSON text in and out. Start at {@link org.datamove.json.Json}; the JSON library is used nowhere
 * else. Never holds a document larger than one request, report or batch of verdicts.
 */
package org.datamove.json;
