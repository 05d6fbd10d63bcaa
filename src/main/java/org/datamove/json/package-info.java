/**
 * JSON text in and out. Start at {@link org.datamove.json.Json}; the JSON library is used nowhere
 * else in the product. Never holds a document larger than one request, report or batch of verdicts:
 * values in columns of json are read by {@link org.datamove.type.text.JsonText}.
 */
package org.datamove.json;
