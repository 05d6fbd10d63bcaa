package org.datamove;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the packages. */
@AnalyzeClasses(packages = "org.datamove", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String HOSTS = "org.datamove.host..";

  @ArchTest
  static final ArchRule coreKnowsNoDatabaseDriver =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOSTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

  /** What SQL runs under Java takes the whole server down where its session is terminated. */
  @ArchTest
  static final ArchRule javaInTheBackendRunsNoSql =
      noClasses()
          .that()
          .resideInAPackage("org.datamove.host.pljava..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

  @ArchTest
  static final ArchRule coreKnowsNoHost =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOSTS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(HOSTS);

  @ArchTest
  static final ArchRule plJavaIsNeverCompiledAgainst =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.postgresql.pljava..");

  @ArchTest
  static final ArchRule awsOnlyInTheS3Source =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.datamove.source.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..");

  @ArchTest
  static final ArchRule commonsCsvOnlyInCsv =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.datamove.csv")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.commons.csv..", "org.apache.commons.io..", "org.apache.commons.codec..");

  @ArchTest
  static final ArchRule decompressorsOnlyInCompression =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.datamove.source.compression")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.commons.compress..", "org.tukaani.xz..");

  @ArchTest
  static final ArchRule nanojsonOnlyInJson =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.datamove.json")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.grack.nanojson..");

  @ArchTest
  static final ArchRule nothingElseIsUsed =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl..",
              "javax.security.auth..",
              "org.datamove..",
              "software.amazon.awssdk..",
              "org.apache.commons.csv..",
              "org.apache.commons.io..",
              "org.apache.commons.compress..",
              "org.tukaani.xz..",
              "com.grack.nanojson..");

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("org.datamove.(**)").should().beFreeOfCycles();

  /** Each may use what stands above it here, as far as it is named. */
  @ArchTest
  static final ArchRule directionWithinType =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.datamove.type..")
          .layer("words")
          .definedBy("org.datamove.type")
          .layer("text")
          .definedBy("org.datamove.type.text")
          .layer("accept")
          .definedBy("org.datamove.type.accept")
          .layer("alter")
          .definedBy("org.datamove.type.alter")
          .layer("keyform")
          .definedBy("org.datamove.type.keyform")
          .layer("infer")
          .definedBy("org.datamove.type.infer")
          .layer("known")
          .definedBy("org.datamove.type.known")
          .whereLayer("words")
          .mayNotAccessAnyLayer()
          .whereLayer("text")
          .mayOnlyAccessLayers("words")
          .whereLayer("accept")
          .mayOnlyAccessLayers("words", "text")
          .whereLayer("alter")
          .mayOnlyAccessLayers("words", "text")
          .whereLayer("keyform")
          .mayOnlyAccessLayers("words", "text", "accept")
          .whereLayer("infer")
          .mayOnlyAccessLayers("words", "text", "alter")
          .whereLayer("known")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("known")
          .mayOnlyAccessLayers("words", "text", "accept", "alter", "keyform");

  /** The service picks among all of them; findings know nobody. */
  @ArchTest
  static final ArchRule directionWithinValidate =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.datamove.validate..")
          .layer("service")
          .definedBy("org.datamove.validate")
          .layer("finding")
          .definedBy("org.datamove.validate.finding")
          .layer("move")
          .definedBy("org.datamove.validate.move")
          .layer("change")
          .definedBy("org.datamove.validate.change")
          .layer("columns")
          .definedBy("org.datamove.validate.columns")
          .layer("target")
          .definedBy("org.datamove.validate.target")
          .layer("file")
          .definedBy("org.datamove.validate.file")
          .layer("row")
          .definedBy("org.datamove.validate.row")
          .whereLayer("service")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("finding")
          .mayNotAccessAnyLayer()
          .whereLayer("move")
          .mayOnlyAccessLayers("finding")
          .whereLayer("change")
          .mayOnlyAccessLayers("finding")
          .whereLayer("columns")
          .mayOnlyAccessLayers("finding", "move", "change")
          .whereLayer("target")
          .mayOnlyAccessLayers("finding", "move")
          .whereLayer("file")
          .mayOnlyAccessLayers("finding", "move")
          .whereLayer("row")
          .mayOnlyAccessLayers("finding", "move", "file");
}
