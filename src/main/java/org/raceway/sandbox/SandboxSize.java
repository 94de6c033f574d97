package org.raceway.sandbox;

/**
 * How large a simulated cluster is.
 *
 * <p>A campaign is one run of one bearing type through the whole chain, from its heats of steel to sold bearings. Every
 * campaign can be made alone, so that ten million events stream in bounded memory.
 */
public enum SandboxSize {
    /** For the first run and for tests: some 30 enterprises, all of them traced, and 5,000 to 10,000 events. */
    SMALL(34, 34, 8, 330, 0, Integer.MAX_VALUE),

    /** Liaocheng's numbers: 1,934 enterprises, 59 of them traced; some 100,000 events. */
    TOWN(1_934, 59, 120, 360, 0, Integer.MAX_VALUE),

    /** Ten million events of the same town; every eighth campaign has heats with about 6,800 nodes downstream. */
    BENCHMARK(1_934, 59, 1_310, 3_600, 8, 12);

    private final int enterprises;
    private final int traced;
    private final int campaigns;
    private final int units;
    private final int largeEvery;
    private final int tracked;

    SandboxSize(int enterprises, int traced, int campaigns, int units, int largeEvery, int tracked) {
        this.enterprises = enterprises;
        this.traced = traced;
        this.campaigns = campaigns;
        this.units = units;
        this.largeEvery = largeEvery;
        this.tracked = tracked;
    }

    /** Enterprises that are registered. */
    public int enterprises() {
        return enterprises;
    }

    /** Enterprises that hand in events or stand beside the chain (bank, institute, bureau, operator). */
    public int traced() {
        return traced;
    }

    /** Runs of a bearing type through the chain. */
    public int campaigns() {
        return campaigns;
    }

    /** Serialised bearings of a campaign, about. */
    int units(int campaign) {
        return isLarge(campaign) ? 5_850 : units;
    }

    boolean isLarge(int campaign) {
        return largeEvery > 0 && campaign % largeEvery == 0;
    }

    /** Campaigns from the first on whose whole truth is kept; faults are kept of all. */
    public int tracked() {
        return tracked;
    }
}
