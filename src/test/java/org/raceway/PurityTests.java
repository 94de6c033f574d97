package org.raceway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import org.springframework.modulith.NamedInterface;

/** What is plain Java stays plain Java, and names say what things are. */
@AnalyzeClasses(packages = "org.raceway", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTests {

    private static final String[] PURE = {
        "org.raceway.bearings..", "org.raceway.identifiers.gs1..", "org.raceway.traceability.epcis.."
    };

    @ArchTest
    static final ArchRule PURE_ROOMS_KNOW_NO_SPRING = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.springframework..").and(not(belongToAnyOf(NamedInterface.class))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PURE_ROOMS_KNOW_NO_DATABASE_AND_NO_WEB = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "jakarta.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PURE_ROOMS_HAVE_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(belongToAnyOf(Clock.class))
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE = classes()
            .should()
            .haveNameNotMatching(".*(Impl|Manager|Dto|DTO|Util|Utils|Helper)")
            .andShould()
            .resideOutsideOfPackages("..util..", "..common..");
}
