package org.raceway.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Accounts;
import org.raceway.people.Principals;
import org.raceway.people.Role;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CaptureBehaviour;
import org.raceway.traceability.CaptureJob;
import org.raceway.traceability.CaptureRefusedException;
import org.raceway.traceability.Maker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Brings the simulated cluster in through the doors that real data takes: the registry of enterprises, the accounts, and
 * capture. Runs in the background; a second start adds nothing, a load that was cut off goes on where it stopped.
 */
@Component
class SandboxLoader implements DisposableBean {
    static final String PASSWORD = "raceway-demo";

    private static final Logger LOG = LoggerFactory.getLogger(SandboxLoader.class);
    private static final int EVENTS_A_DOCUMENT = 500;
    private static final int DOCUMENTS_AT_ONCE = 6;
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final SandboxSettings settings;
    private final SandboxLoads loads;
    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Principals principals;
    private final Capture capture;
    private final AuditTrail trail;
    private final SandboxConsents consents;
    private final SandboxCertificates certificates;
    private final Clock clock;

    private volatile SandboxProgress progress =
            new SandboxProgress(null, SandboxProgress.State.NONE, 0, 0, 0, null, null, null, List.of());
    private volatile boolean stopping;
    private @Nullable Thread worker;

    SandboxLoader(
            SandboxSettings settings,
            SandboxLoads loads,
            Enterprises enterprises,
            Accounts accounts,
            Principals principals,
            Capture capture,
            AuditTrail trail,
            SandboxConsents consents,
            SandboxCertificates certificates,
            Clock clock) {
        this.settings = settings;
        this.loads = loads;
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.principals = principals;
        this.capture = capture;
        this.trail = trail;
        this.consents = consents;
        this.certificates = certificates;
        this.clock = clock;
    }

    SandboxProgress progress() {
        return progress;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        SandboxLoads.Load found = loads.find().orElse(null);
        SandboxSize asked = switch (settings.size()) {
            case NONE -> null;
            case SMALL -> SandboxSize.SMALL;
            case TOWN -> SandboxSize.TOWN;
            case BENCHMARK -> SandboxSize.BENCHMARK;
        };
        if (found == null) {
            if (asked != null) {
                start(asked, settings.seed());
            }
        } else if (asked != null && (asked != found.size() || settings.seed() != found.seed())) {
            LOG.warn(
                    "This database holds the simulated cluster {} of seed {}; {} of seed {} needs a fresh one.",
                    found.size(),
                    found.seed(),
                    asked,
                    settings.seed());
            progress = state(found, SandboxProgress.State.OTHER_CLUSTER, null);
        } else if (found.finishedAt() != null) {
            progress = state(found, SandboxProgress.State.DONE, null);
            Thread.ofVirtual().name("sandbox-consents").start(() -> {
                enterprises.byGln(gln(found)).ifPresent(plant -> consents.make(plant.id()));
                certificates.make();
            });
        } else if (asked == null) {
            progress = state(found, SandboxProgress.State.STOPPED, null);
        } else {
            start(asked, settings.seed());
        }
    }

    /** Loads in the background, from where an earlier load stopped. */
    synchronized void start(SandboxSize size, long seed) {
        if (worker != null && worker.isAlive()) {
            return;
        }
        stopping = false;
        Instant started = loads.find().map(SandboxLoads.Load::startedAt).orElseGet(clock::instant);
        progress = new SandboxProgress(size, SandboxProgress.State.LOADING, 0, 0, 0, started, null, null, List.of());
        worker = Thread.ofPlatform().name("sandbox").daemon().start(() -> run(size, seed));
    }

    /** Goes on with a load that was stopped or failed; false when there is none. */
    boolean goOn() {
        SandboxLoads.Load found = loads.find().orElse(null);
        if (found == null || found.finishedAt() != null) {
            trail.record(AuditEntry.refused("sandbox.continue", "sandbox", null).with("reason", "nothing to load"));
            return false;
        }
        trail.record(AuditEntry.done("sandbox.continue", "sandbox", null));
        start(found.size(), found.seed());
        return true;
    }

    /** Stops after the documents under way. */
    void stop() {
        stopping = true;
        trail.record(AuditEntry.done("sandbox.stop", "sandbox", null));
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        Thread thread;
        synchronized (this) {
            thread = worker;
        }
        if (thread != null) {
            thread.join(Duration.ofSeconds(15));
        }
    }

    private void run(SandboxSize size, long seed) {
        try {
            load(size, seed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(SandboxProgress.State.STOPPED, null);
        } catch (RuntimeException | ExecutionException e) {
            if (stopping) {
                end(SandboxProgress.State.STOPPED, null);
            } else {
                LOG.error("The simulated cluster cannot be loaded; the next start goes on.", e);
                end(SandboxProgress.State.FAILED, String.valueOf(e.getMessage()));
            }
        }
    }

    private void end(SandboxProgress.State state, @Nullable String failure) {
        SandboxProgress now = progress;
        progress = new SandboxProgress(
                now.size(),
                state,
                now.percent(),
                now.documents(),
                now.events(),
                now.startedAt(),
                now.finishedAt(),
                failure,
                now.examples());
    }

    private void load(SandboxSize size, long seed) throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        Map<String, UUID> owners = new HashMap<>();
        for (Enterprise enterprise : SandboxCluster.enterprises(size, seed)) {
            owners.put(enterprise.uscc(), enterprises.register(enterprise).id());
        }
        openAccounts(size, seed, owners);
        UUID plant = owner(owners, SandboxCluster.first(size, seed, EnterpriseKind.ASSEMBLER));
        // The demo's plant has people, and its shop floor hands in what was made; the others' systems do so by
        // themselves.
        Maker shopFloor = principals
                .ofLogin("workshop")
                .map(AccountPrincipal::caller)
                .filter(caller -> plant.equals(caller.enterprise()))
                .map(Maker::of)
                .orElse(Maker.NOBODY);
        loads.begin(size, seed);
        SandboxLoads.Load before = loads.find().orElseThrow();
        SandboxCluster.Documents documents = SandboxCluster.documents(size, seed, EVENTS_A_DOCUMENT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int done = 0;
            long events = 0;
            while (documents.hasNext()) {
                List<Future<CaptureJob>> underWay = new ArrayList<>();
                int campaigns = 0;
                while (underWay.size() < DOCUMENTS_AT_ONCE && documents.hasNext()) {
                    SandboxDocument document = documents.next();
                    done++;
                    events += document.events();
                    campaigns = document.campaign();
                    if (done > before.documents()) {
                        UUID owner = owner(owners, document.owner());
                        Maker maker = owner.equals(plant) ? shopFloor : Maker.NOBODY;
                        underWay.add(threads.submit(() -> captured(owner, maker, document)));
                    } else if (done % DOCUMENTS_AT_ONCE == 0) {
                        break; // made again for the truth about the examples only
                    }
                }
                for (Future<CaptureJob> job : underWay) {
                    job.get();
                }
                boolean finished = !documents.hasNext();
                if (!underWay.isEmpty() || finished) {
                    loads.advance(
                            done,
                            events,
                            finished ? size.campaigns() : campaigns,
                            documents.truth().examples(),
                            finished);
                }
                progress = new SandboxProgress(
                        size,
                        finished ? SandboxProgress.State.DONE : SandboxProgress.State.LOADING,
                        finished ? 100 : 100 * campaigns / size.campaigns(),
                        done,
                        events,
                        before.startedAt(),
                        finished ? clock.instant() : null,
                        null,
                        examples(documents.truth().examples()));
                if (stopping && !finished) {
                    end(SandboxProgress.State.STOPPED, null);
                    LOG.info("Stopped loading the simulated cluster after {} events", events);
                    return;
                }
            }
            consents.make(plant);
            certificates.make();
            LOG.info(
                    "Simulated cluster {} loaded: {} enterprises, {} events in {} documents, {} ms",
                    size,
                    owners.size(),
                    events,
                    done,
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
    }

    private static UUID owner(Map<String, UUID> owners, Enterprise enterprise) {
        UUID owner = owners.get(enterprise.uscc());
        if (owner == null) {
            throw new IllegalStateException(enterprise.uscc() + " is not registered");
        }
        return owner;
    }

    /** Of the plant that the demo's people work in. */
    private static String gln(SandboxLoads.Load load) {
        return Objects.requireNonNull(SandboxCluster.first(load.size(), load.seed(), EnterpriseKind.ASSEMBLER)
                .gln());
    }

    private CaptureJob captured(UUID owner, Maker maker, SandboxDocument document) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                CaptureJob job = capture.capture(
                        owner, maker, document.body(), "application/ld+json", CaptureBehaviour.ROLLBACK, "sandbox");
                if (!job.success()) {
                    throw new IllegalStateException("document " + document.number() + " of the sandbox is refused: "
                            + job.errors().stream().limit(3).toList());
                }
                return job;
            } catch (CaptureRefusedException e) {
                // No room, or no database just now: capture is idempotent, so the same document can be sent again.
                if (attempt == ATTEMPTS || stopping) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private void openAccounts(SandboxSize size, long seed, Map<String, UUID> owners) {
        open("owner", "孟厂长", "Meng, plant owner", Role.PLANT_OWNER, size, seed, owners, EnterpriseKind.ASSEMBLER);
        // Two plants of one family, as there are many in the cluster: the owner acts for the one or the other.
        accounts.join(
                "owner", owner(owners, SandboxCluster.first(size, seed, EnterpriseKind.GRINDER)), Role.PLANT_OWNER);
        open("quality", "齐质检", "Qi, quality", Role.QUALITY, size, seed, owners, EnterpriseKind.ASSEMBLER);
        open("workshop", "吴班长", "Wu, workshop", Role.WORKSHOP, size, seed, owners, EnterpriseKind.ASSEMBLER);
        open("mill", "郭主任", "Guo, steel mill", Role.STEEL_MILL, size, seed, owners, EnterpriseKind.STEEL_MILL);
        open("buyer", "白采购", "Bai, buyer", Role.BUYER, size, seed, owners, EnterpriseKind.DISTRIBUTOR);
        open("bank", "尹经理", "Yin, bank", Role.BANK, size, seed, owners, EnterpriseKind.BANK);
        open("institute", "严教授", "Yan, institute", Role.INSTITUTE, size, seed, owners, EnterpriseKind.INSTITUTE);
        open("bureau", "鞠科长", "Ju, bureau", Role.BUREAU, size, seed, owners, EnterpriseKind.BUREAU);
        if (!accounts.exists("operator")) {
            accounts.create(new Accounts.NewAccount("operator", PASSWORD, "平台运营", "Operator", Role.OPERATOR, null));
        }
        if (!accounts.exists("auditor")) {
            accounts.create(new Accounts.NewAccount("auditor", PASSWORD, "平台审计", "Auditor", Role.AUDITOR, null));
        }
    }

    private void open(
            String login,
            String name,
            String englishName,
            Role role,
            SandboxSize size,
            long seed,
            Map<String, UUID> owners,
            EnterpriseKind kind) {
        if (!accounts.exists(login)) {
            UUID enterprise = owner(owners, SandboxCluster.first(size, seed, kind));
            accounts.create(new Accounts.NewAccount(login, PASSWORD, name, englishName, role, enterprise));
        }
    }

    private static SandboxProgress state(
            SandboxLoads.Load load, SandboxProgress.State state, @Nullable String failure) {
        return new SandboxProgress(
                load.size(),
                state,
                100 * load.campaigns() / load.size().campaigns(),
                load.documents(),
                load.events(),
                load.startedAt(),
                load.finishedAt(),
                failure,
                examples(load.examples()));
    }

    /** In the order in which a newcomer should try them. */
    private static List<SandboxProgress.Example> examples(Map<String, String> identifiers) {
        List<SandboxProgress.Example> examples = new ArrayList<>();
        for (String name : List.of(
                "unit",
                "heat",
                "badFurnaceLot",
                "lostBox",
                "stretchedHeat",
                "duplicatedCode",
                "doublyIssuedCode",
                "correctedEvent",
                "box")) {
            String identifier = identifiers.get(name);
            if (identifier != null) {
                examples.add(example(name, identifier, identifiers.get("unitLot")));
            }
        }
        return examples;
    }

    private static SandboxProgress.Example example(String name, String identifier, @Nullable String unitLot) {
        String path = identifier.substring("https://id.gs1.org".length());
        boolean unit = path.contains("/21/");
        String scan = unit || path.startsWith("/00/") ? path : null;
        if (name.equals("unit") && unitLot != null) {
            // The long form, as a bearing's code carries it: product, lot, serial.
            scan = unitLot.substring("https://id.gs1.org".length()) + path.substring(path.indexOf("/21/"));
        }
        return new SandboxProgress.Example(name, identifier, "/genealogy?id=" + identifier, scan);
    }
}
