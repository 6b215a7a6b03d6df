package io.inkstone.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the modules, held for every class of every module. */
class ArchitectureTest {

    private static final String OURS = "io.inkstone.";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.inkstone");

    /** Package, what of ours it may see beside itself, and how many classes it has at least, so that no rule passes on nothing. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "connector,     -, 15",
                "protocol,      -, 20",
                "model.catalog, -, 20",
                "model.serving, model.catalog protocol, 20",
                "documents,     connector, 20",
                "orchestration, connector protocol guardrails retrieval, 20",
                "gateway,       orchestration connector protocol guardrails retrieval, 20",
                "guardrails.openai, guardrails protocol, 5",
                "guardrails.proxy, guardrails protocol, 2",
                "lsp,           -, 20",
                "evaluation,    protocol guardrails, 15",
            })
    void a_module_sees_only_those_below_it(String module, String below, int atLeast) {
        String own = OURS + module;
        List<String> allowed = new ArrayList<>(List.of(own));
        if (below != null) {
            List.of(below.split(" ")).forEach(name -> allowed.add(OURS + name));
        }
        DescribedPredicate<JavaClass> others = DescribedPredicate.describe(
                "ours and neither of " + allowed,
                type -> type.getPackageName().startsWith(OURS)
                        && allowed.stream().noneMatch(name -> isIn(type, name)));

        assertThat(ALL.stream().filter(type -> isIn(type, own))).hasSizeGreaterThanOrEqualTo(atLeast);
        noClasses()
                .that(DescribedPredicate.describe("in " + own, type -> isIn(type, own)))
                .should()
                .dependOnClassesThat(others)
                .check(ALL);
    }

    @Test
    void the_rails_see_nothing_of_ours_and_no_server() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.inkstone.guardrails",
                        "io.inkstone.guardrails.privacy..",
                        "io.inkstone.guardrails.names..",
                        "io.inkstone.guardrails.safety..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.inkstone.guardrails.openai..",
                        "io.inkstone.guardrails.proxy..",
                        "io.inkstone.protocol..",
                        "io.inkstone.connector..",
                        "io.inkstone.orchestration..",
                        "io.inkstone.gateway..",
                        "io.vertx..",
                        "java.net.http..",
                        "com.fasterxml.jackson..")
                .check(ALL);
    }

    @Test
    void the_packages_of_the_gateway_are_layers_below_its_assembly() {
        String root = OURS + "gateway";
        JavaClasses gateway = ALL.that(DescribedPredicate.describe("in the gateway", type -> isIn(type, root)));

        assertThat(gateway.stream().map(JavaClass::getPackageName).distinct()).hasSizeGreaterThanOrEqualTo(12);
        slices().matching(root + ".(*)..").should().beFreeOfCycles().check(gateway);
        noClasses()
                .that()
                .resideInAPackage(root + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root)
                .check(gateway);
    }

    @Test
    void nothing_depends_on_the_launcher() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.inkstone.launcher..", "io.inkstone.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.inkstone.launcher..")
                .check(ALL);
    }

    @Test
    void every_package_says_what_may_be_null() {
        List<String> unmarked = ALL.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !isNullMarked(found))
                .map(JavaPackage::getName)
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void no_class_is_named_for_what_it_is_not() {
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .check(ALL);
    }

    private static boolean isNullMarked(JavaPackage found) {
        return found.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    private static boolean isIn(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }
}
