package org.datamove.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.datamove.json.Json;
import org.datamove.type.PgType;
import org.junit.jupiter.api.Test;

class TableInfoTest {
  private static final String DOCUMENT =
      """
      {"oid": 4294967295, "schema": "Odd \\"S", "name": "T a", "qualified": "\\"Odd \\"\\"S\\".\\"T a\\"",
       "kind": "partitioned table", "persistence": "unlogged", "is_other_temp": false,
       "is_system": false,
       "columns": [
         {"number": 1, "name": "Id", "type": "integer", "type_sql": "integer",
          "type_schema": "pg_catalog", "type_name": "int4", "type_kind": "b", "type_mod": -1,
          "base_type": null, "element_type": null, "nullable": false, "domain_not_null": false,
          "has_default": false, "default": null, "domain_default": null, "identity": "always",
          "generated": null, "may_insert": true, "may_select": true, "may_update": false,
          "sequence": {"oid": 7, "schema": "s", "name": "q", "qualified": "s.q", "start": -1,
            "increment": -2, "min_value": -9223372036854775808, "max_value": -1, "cycle": false,
            "may_select": true, "may_update": false}},
         {"number": 3, "name": "tags", "type": "odd.tags", "type_sql": "odd.tags",
          "type_schema": "odd", "type_name": "tags", "type_kind": "d", "type_mod": -1,
          "base_type": {"schema": "pg_catalog", "name": "_varchar", "kind": "b", "mod": 8,
            "sql": "character varying(4)[]"},
          "element_type": {"schema": "pg_catalog", "name": "varchar", "kind": "b", "mod": 8,
            "sql": "character varying(4)"},
          "nullable": true, "domain_not_null": true, "has_default": false, "default": null,
          "domain_default": "'{}'::character varying[]", "identity": null, "generated": null,
          "sequence": null, "may_insert": true, "may_select": false, "may_update": false},
         {"number": 4, "name": "g", "type": "text", "type_sql": "pg_catalog.text",
          "type_schema": "pg_catalog", "type_name": "text", "type_kind": "b", "type_mod": -1,
          "base_type": null, "element_type": null, "nullable": true, "domain_not_null": false,
          "has_default": false, "default": null, "domain_default": null, "identity": null,
          "generated": "stored", "generated_as": "upper('x')", "sequence": null,
          "may_insert": false, "may_select": true, "may_update": false}],
       "primary_key": {"name": "pk", "columns": ["Id"], "index": "pk", "deferrable": true,
         "initially_deferred": false},
       "unique": [{"name": "u", "columns": ["tags", "Id"], "index": "u", "is_constraint": false,
         "nulls_not_distinct": true, "deferrable": false, "initially_deferred": false}],
       "foreign_keys": [{"name": "fk", "table": "odd.t", "columns": ["Id"],
         "references_table": "odd.o", "references_columns": ["a"], "on_delete": "no action",
         "on_update": "set default", "deferrable": true, "initially_deferred": true,
         "validated": true, "self": false}],
       "referenced_by": [{"name": "in", "table": "odd.r", "columns": ["x"],
         "referenced_table": "odd.t", "referenced_columns": ["Id"], "on_delete": "cascade",
         "on_update": "restrict", "deferrable": false, "initially_deferred": false,
         "validated": true, "self": true}],
       "rules": [{"name": "r", "event": "insert", "instead": false, "enabled": "disabled",
         "fires": false}],
       "trigger_flags": {"before_row_insert": true, "after_row_insert": false,
         "statement_insert": false, "row_update": false, "statement_update": false,
         "row_delete": true, "statement_delete": false, "truncate": true},
       "row_security": {"enabled": true, "forced": false, "active_for_caller": true,
         "policies": []},
       "partitioning": {"strategy": "hash", "key": "HASH (id)", "key_columns": ["Id"],
         "partitions": 2, "foreign_partitions": 1, "is_partition": true, "parent": "odd.p",
         "bound": "DEFAULT"},
       "inheritance": {"parents": [], "children": 0},
       "privileges": {"select": true, "insert": false, "update": false, "delete": true,
         "truncate": false, "references": false, "owner": false, "maintain": false}}
      """;

  private final TableInfo table = TableInfo.fromJson(Json.object(DOCUMENT));

  @Test
  void readsTheRelation() {
    assertEquals(4294967295L, table.oid());
    assertEquals("Odd \"S", table.schema());
    assertEquals("T a", table.name());
    assertEquals("unlogged", table.persistence());
    assertTrue(table.isPartitioned());
    assertTrue(table.isPartition());
    assertEquals(1, table.foreignPartitions());
    assertEquals(0, table.children());
    assertTrue(table.rowSecurityActive());
    assertFalse(table.isSystem());
    assertFalse(table.isOtherTemp());
    assertFalse(table.hasInsertRules(), "a disabled rule rewrites nothing");
    assertTrue(table.privileges().delete());
    assertFalse(table.mayAnalyze());
  }

  @Test
  void readsColumns() {
    ColumnInfo id = table.column("Id");
    assertEquals(new PgType("pg_catalog", "int4", 'b', -1, "integer"), id.type());
    assertEquals(id.type(), id.baseType());
    assertNull(id.elementType());
    assertEquals(ColumnInfo.Identity.ALWAYS, id.identity());
    assertFalse(id.nullable());
    assertTrue(id.fillsItself());
    assertFalse(id.mayUpdate());
    assertEquals(
        new SequenceInfo("s", "q", -2, Long.MIN_VALUE, -1, true, false, false), id.sequence());
    assertFalse(id.sequence().mayUse());
    assertNull(table.column("id"));
    assertTrue(table.hasCaseVariant("id"));
    assertFalse(table.hasCaseVariant("Id"));
  }

  @Test
  void looksThroughDomains() {
    ColumnInfo tags = table.column("tags");
    assertEquals('d', tags.type().kind());
    assertEquals(
        new PgType("pg_catalog", "_varchar", 'b', 8, "character varying(4)[]"), tags.baseType());
    assertEquals("character varying(4)", tags.elementType().sql());
    assertFalse(tags.nullable(), "NOT NULL of the domain");
    assertTrue(tags.hasDefault(), "the domain's default");
    assertEquals(3, tags.number());
  }

  @Test
  void rightsOnColumnsAreTheColumns() {
    assertFalse(table.privileges().insert());
    assertTrue(table.column("g").isGenerated());
    assertTrue(table.columns().stream().allMatch(c -> c.isGenerated() || c.mayInsert()));
  }

  @Test
  void readsKeys() {
    assertEquals(new KeyInfo("pk", List.of("Id"), false, true, false, false), table.primaryKey());
    assertEquals(
        List.of(new KeyInfo("u", List.of("tags", "Id"), true, false, false, false)),
        table.uniqueKeys());
    assertEquals(
        List.of(
            new ForeignKeyInfo(
                "fk",
                "odd.t",
                List.of("Id"),
                "odd.o",
                List.of("a"),
                ForeignKeyInfo.Action.NO_ACTION,
                ForeignKeyInfo.Action.SET_DEFAULT,
                true,
                false)),
        table.foreignKeys());
    ForeignKeyInfo inward = table.referencedBy().get(0);
    assertEquals("odd.r", inward.table());
    assertEquals(List.of("Id"), inward.referencedColumns());
    assertEquals(ForeignKeyInfo.Action.CASCADE, inward.onDelete());
    assertEquals(ForeignKeyInfo.Action.RESTRICT, inward.onUpdate());
    assertTrue(inward.self());
  }

  @Test
  void saysWhatTriggersMeanForTheLoad() {
    assertTrue(table.mayTriggersSuppressRows());
    assertTrue(table.triggers().rowDelete());
    assertTrue(table.triggers().truncate());
    assertFalse(table.needsStaging());
  }

  @Test
  void statementTriggersAndKeysToItselfNeedStaging() {
    assertTrue(read("{\"trigger_flags\": {\"statement_insert\": true}}").needsStaging());
    assertTrue(
        read("""
        {"foreign_keys": [{"name": "f", "on_delete": "set null", "on_update": "no action",
          "self": true}]}
        """)
            .needsStaging());
  }

  @Test
  void firingInsertRulesCount() {
    assertTrue(read("{\"rules\": [{\"event\": \"insert\", \"fires\": true}]}").hasInsertRules());
    assertFalse(read("{\"rules\": [{\"event\": \"delete\", \"fires\": true}]}").hasInsertRules());
  }

  @Test
  void aTableMayHaveNoColumnsAndNoKey() {
    TableInfo bare = read("{\"kind\": \"table\", \"columns\": [], \"primary_key\": null}");
    assertNull(bare.primaryKey());
    assertEquals(List.of(), bare.columns());
    assertFalse(bare.isPartitioned());
  }

  private static TableInfo read(String json) {
    return TableInfo.fromJson(Json.object(json));
  }
}
