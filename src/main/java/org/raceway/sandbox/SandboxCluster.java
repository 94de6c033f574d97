package org.raceway.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;

/**
 * A simulated bearing cluster, made from a seed: the same seed gives the same bytes on every machine and at any time.
 * Streams: what is held in memory is one campaign and the truth that {@link SandboxSize} says is kept.
 */
public final class SandboxCluster {
    /** The seed of the cluster that everyone sees who starts Raceway. */
    public static final long SEED = 371_581;

    private static final int EVENTS_A_DOCUMENT = 500;

    /** As often can a cluster's campaigns be had: an SSCC's extension digit counts them, two digits each. */
    private static final int ROUNDS = 5;

    private final SandboxSize size;
    private final long seed;
    private final Population population;

    private SandboxCluster(SandboxSize size, long seed) {
        this.size = size;
        this.seed = seed;
        population = new Population(size, seed);
    }

    /** Makes the whole cluster and hands its documents to the sink, in documents of at most 500 events. */
    public static SandboxTruth generate(SandboxSize size, long seed, DocumentSink sink) {
        Documents documents = documents(size, seed, EVENTS_A_DOCUMENT);
        documents.forEachRemaining(sink::accept);
        return documents.truth();
    }

    /**
     * The cluster's documents, made while one iterates.
     *
     * @param events that a document holds at most; a campaign's last documents of each enterprise hold fewer
     */
    public static Documents documents(SandboxSize size, long seed, int events) {
        return documents(size, seed, events, 0);
    }

    /**
     * Documents from a campaign on, past the cluster's own campaigns too: those repeat the same days with lots, bearings
     * and boxes of their own.
     *
     * @param firstCampaign 0 for the whole cluster; it ends with its own campaigns, what starts past them with
     *     {@value #ROUNDS} times as many
     */
    public static Documents documents(SandboxSize size, long seed, int events, int firstCampaign) {
        if (events < 1) {
            throw new IllegalArgumentException("a document holds at least one event");
        }
        if (firstCampaign < 0 || firstCampaign >= ROUNDS * size.campaigns()) {
            throw new IllegalArgumentException("a campaign is 0 to " + (ROUNDS * size.campaigns() - 1));
        }
        return new SandboxCluster(size, seed).new Documents(events, firstCampaign);
    }

    /** All enterprises; the first is an assembler, the demonstration accounts' own. */
    public static List<Enterprise> enterprises(SandboxSize size, long seed) {
        return new Population(size, seed)
                .all.stream().map(firm -> firm.enterprise).toList();
    }

    /** The first enterprise of a kind that hands in events or stands beside the chain. */
    public static Enterprise first(SandboxSize size, long seed, EnterpriseKind kind) {
        return new Population(size, seed).traced(kind).getFirst().enterprise;
    }

    /** Documents one after the other; not for several threads at once. */
    public final class Documents implements Iterator<SandboxDocument> {
        private final int eventsADocument;
        private final SandboxTruth truth = new SandboxTruth();
        private final Deque<SandboxDocument> ready = new ArrayDeque<>();
        private final BitSet introduced = new BitSet();
        private final int end;
        private int campaign;
        private int number;

        private Documents(int eventsADocument, int firstCampaign) {
            this.eventsADocument = eventsADocument;
            campaign = firstCampaign;
            end = (firstCampaign < size.campaigns() ? 1 : ROUNDS) * size.campaigns();
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && campaign < end) {
                runCampaign();
            }
            return !ready.isEmpty();
        }

        @Override
        public SandboxDocument next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            SandboxDocument document = ready.remove();
            truth.count(document.events());
            return document;
        }

        /** The truth about the campaigns so far. */
        public SandboxTruth truth() {
            return truth;
        }

        private void runCampaign() {
            Map<Firm, List<Campaign.Made>> open = new LinkedHashMap<>();
            for (Campaign.Made made : new Campaign(size, seed, campaign, population, truth).run()) {
                List<Campaign.Made> events = open.computeIfAbsent(made.firm(), firm -> new ArrayList<>());
                events.add(made);
                if (events.size() == eventsADocument) {
                    open.remove(made.firm());
                    finish(made.firm(), events);
                }
            }
            open.forEach(this::finish);
            campaign++;
        }

        private void finish(Firm firm, List<Campaign.Made> events) {
            StringBuilder json = new StringBuilder(events.size() * 700 + 2_000);
            json.append("{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",")
                    .append("{\"raceway\":\"https://w3id.org/raceway/vocabulary#\"}],\"type\":\"EPCISDocument\",")
                    .append("\"schemaVersion\":\"2.0\",\"creationDate\":\"");
            Draft.time(json, events.getLast().known() + 300);
            json.append("\",");
            if (!introduced.get(firm.index)) {
                introduced.set(firm.index);
                MasterData.header(json, firm);
            }
            json.append("\"epcisBody\":{\"eventList\":[");
            for (int i = 0; i < events.size(); i++) {
                json.append(i == 0 ? "\n" : ",\n").append(events.get(i).json());
            }
            json.append("\n]}}\n");
            ready.add(new SandboxDocument(
                    number++,
                    firm.enterprise,
                    campaign,
                    events.size(),
                    json.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
