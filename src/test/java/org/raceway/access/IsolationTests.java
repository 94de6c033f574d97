package org.raceway.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.raceway.platform.WholeDatabase;

/** Who sees everybody's rows is written down here. */
@AnalyzeClasses(packages = "org.raceway", importOptions = ImportOption.DoNotIncludeTests.class)
class IsolationTests {
    /** With the reason. Prefer {@link Isolation#everywhere}, which keeps to the transaction under way. */
    private static final Set<String> HOLDERS = Set.of(
            "org.raceway.platform.WholeDatabase",
            "org.raceway.platform.database.DatabaseConfiguration",
            "org.raceway.people.StoredPrincipals", // reads who is signed in, before their reach is known
            "org.raceway.people.Invitations", // a link is opened before there is a caller
            "org.raceway.people.SignUps", // likewise
            "org.raceway.people.MeController", // a person's roles in enterprises that they don't act for just now
            "org.raceway.people.StoredRecipients", // asked from background work
            "org.raceway.notifications.NoticeDispatch", // hands notices to their readers
            "org.raceway.notifications.Preferences", // how those want to hear of it
            "org.raceway.notifications.WebhookChannel", // sends on nobody's behalf
            "org.raceway.notifications.NotificationsPersonalData", // what is held on a person, for that person
            "org.raceway.notifications.MailFailures", // counts what was given up
            "org.raceway.notifications.Deliveries", // empties the outbox on nobody's behalf
            "org.raceway.notifications.DailyMails", // likewise
            "org.raceway.notifications.DigestItems", // likewise
            "org.raceway.notifications.Housekeeping", // throws away what is old
            "org.raceway.people.keys.UsedAssertions", // looked at before there is a caller
            "org.raceway.people.signin.SignInDatabase", // passwords and sessions, before there is a caller
            "org.raceway.people.StoredAccounts", // looks up who signs in, before there is a caller
            "org.raceway.audit.StoredAuditTrail", // a refusal's record stays when its transaction is rolled back
            "org.raceway.audit.Sealer", // nobody else may write the chain
            "org.raceway.audit.TrailPersonalData", // a person's own traces, which they may not read as a trail
            "org.raceway.consents.ConsentPersonalData", // likewise
            "org.raceway.people.AccountPersonalData", // a person's own data, whoever keeps it
            "org.raceway.audit.ChainVerifications", // who may see the trail may know that all of it is well
            "org.raceway.traceability.TraceabilityConfiguration", // the ledger's writers use COPY
            "org.raceway.traceability.PostgresEventStore", // scans and traces cross enterprises; redacted afterwards
            "org.raceway.traceability.JdbcGenealogyReads", // likewise
            "org.raceway.traceability.Heats", // a mill's heats, for who has to do with their steel
            "org.raceway.certificates.Certificates", // a heat's certificates go with its steel through the chain
            "org.raceway.sharing.SharingRules", // who reads is bound by rules that they don't see
            "org.raceway.traceability.TransferReads", // both sides of a transfer; each is shown its own
            "org.raceway.traceability.CodeRecords", // what is recorded of codes, whoever recorded it
            "org.raceway.traceability.TraceabilityPages"); // totals of the cluster

    @ArchTest
    static final ArchRule FEW_SEE_EVERYBODYS_ROWS = noClasses()
            .that(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("are not listed here") {
                @Override
                public boolean test(JavaClass type) {
                    String name = type.getName();
                    int nested = name.indexOf('$');
                    return !HOLDERS.contains(nested < 0 ? name : name.substring(0, nested));
                }
            })
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(WholeDatabase.class);
}
