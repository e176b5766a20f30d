namespace Dashboard.Web.Platform.Status;

/// <summary>Everything a part of the system can report. Public: the texts and operators' alarms are keyed by these.</summary>
public static class SystemSlug
{
    public const string Ok = "ok";

    /// <summary>The process has just started, and goes once through what a first visitor would wait for.</summary>
    public const string WarmingUp = "warming-up";
    public const string DatabaseAway = "database-away";
    public const string DatabaseNotMigrated = "database-not-migrated";
    public const string QueueAway = "queue-away";
    public const string NoWorker = "no-worker";
    public const string QueueLong = "queue-long";

    /// <summary>Work that is not in the queue of jobs is due for long, and no worker takes it.</summary>
    public const string WorkOverdue = "work-overdue";
    public const string ResolverUnreachable = "resolver-unreachable";
    public const string ResolverDoesNotValidate = "resolver-does-not-validate";
    public const string ResolverNotTrusted = "resolver-not-trusted";

    /// <summary>Nothing it was asked is signed; each answer speaks for itself.</summary>
    public const string ResolverNotProven = "resolver-not-proven";
    public const string Port25Blocked = "port25-blocked";

    /// <summary>Nothing was connected to recently, so nothing is known; not a fault.</summary>
    public const string Port25NotKnown = "port25-not-known";

    /// <summary>The worker's machine has no route for IPv6: addresses of that family are not looked at.</summary>
    public const string Ipv6NoRoute = "ipv6-no-route";

    /// <summary>There is a route, and of many addresses none answered.</summary>
    public const string Ipv6Blocked = "ipv6-blocked";

    /// <summary>There is a route, and nothing was connected to over it recently; not a fault.</summary>
    public const string Ipv6NotKnown = "ipv6-not-known";

    /// <summary>The name for EHLO has no dot, so an address literal is sent in its place; not a fault.</summary>
    public const string EhloNameUnqualified = "ehlo-name-unqualified";

    /// <summary>Settings of the probe zone or its listeners are missing.</summary>
    public const string ProbeZoneIncomplete = "probe-zone-incomplete";

    /// <summary>The parent zone does not lead to our name servers.</summary>
    public const string ProbeZoneNotDelegated = "probe-zone-not-delegated";

    /// <summary>The parent zone has no DS record that fits, or the answers are not proven with it.</summary>
    public const string ProbeZoneNotSigned = "probe-zone-not-signed";

    /// <summary>The look-ups failed: nothing is known.</summary>
    public const string ProbeZoneNotKnown = "probe-zone-not-known";

    /// <summary>It is in the lab's own network, which our resolver does not see.</summary>
    public const string ProbeZoneInLab = "probe-zone-in-lab";

    public const string ReceiverNotListening = "receiver-not-listening";

    /// <summary>All places were taken recently, and clients were refused for the moment.</summary>
    public const string ReceiverCrowded = "receiver-crowded";

    /// <summary>What the receiver sees waits for the database, or had to be dropped before it was stored.</summary>
    public const string EvidenceDelayed = "evidence-delayed";

    /// <summary>Messages to sending tests were deferred for want of room, or could not be read.</summary>
    public const string MessagesNotRead = "messages-not-read";

    /// <summary>More connections came than can be kept of those that nothing ties to a sending test; the oldest make room.</summary>
    public const string EvidenceRoomFull = "evidence-room-full";

    /// <summary>Mail came to sending tests, and no question for their names was seen.</summary>
    public const string QueryLogSilent = "query-log-silent";

    /// <summary>Mail is due for long, and no worker sends it.</summary>
    public const string MailNotSent = "mail-not-sent";

    /// <summary>The relay cannot be reached, or takes nothing.</summary>
    public const string MailNotTaken = "mail-not-taken";

    /// <summary>Nothing was sent recently, so nothing is known; not a fault.</summary>
    public const string MailNotKnown = "mail-not-known";

    /// <summary>Those that say nothing of the part, good or bad.</summary>
    public static IReadOnlyList<string> NotKnown { get; } =
    [
        Port25NotKnown,
        Ipv6NotKnown,
        ProbeZoneNotKnown,
        ProbeZoneInLab,
        ResolverNotProven,
        MailNotKnown,
    ];

    /// <summary>The check itself met a fault of ours.</summary>
    public const string CheckFailed = "check-failed";
}
