using System.Net;
using Dashboard.Core;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>
/// Counts sessions, so that no source and no crowd takes more than its share. A quarter of the places is kept for connections that a
/// question for a live test preceded, and half of it for sources that gave a message before: a question opens an address that tests
/// share to everybody. Where there is no room, who came and said nothing makes it.
/// </summary>
internal sealed class SessionAdmission(
    ReceiverLimits limits,
    RecentQuestions questions,
    TimeProvider time
)
{
    /// <summary>A subscriber with many /64 networks has so many times as much as one of them.</summary>
    private const int SiteShare = 4;

    /// <summary>The same of sessions that a question for a live test preceded, so that its neighbours do not keep a sender out.</summary>
    private const int SiteShareOfWhoAsked = 2 * SiteShare;

    /// <summary>Of one source in the places that are kept: a full test is 21 messages at once.</summary>
    private const int KeptPerSource = 25;

    /// <summary>Under stress, until EHLO.</summary>
    private static readonly TimeSpan ShortGreetingTime = TimeSpan.FromSeconds(5);

    /// <summary>Under stress, between commands.</summary>
    private static readonly TimeSpan ShortIdleTime = TimeSpan.FromSeconds(30);

    /// <summary>Who has not greeted for so long makes room.</summary>
    private static readonly TimeSpan UngreetedMakesRoomAfter = TimeSpan.FromSeconds(2);

    /// <summary>Without a finished message for so long, one of the source with the most makes room, however few it has.</summary>
    private static readonly TimeSpan OfManyMakesRoomAfter = TimeSpan.FromSeconds(30);

    /// <summary>The same, of whichever source: a sender is done by then, or comes again.</summary>
    private static readonly TimeSpan AnyMakesRoomAfter = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly KnownSenders senders = new(time);
    private readonly SourceCounts sources = new(
        limits.SessionsPerSource,
        limits.SessionsPerSourcePerMinute,
        time
    );
    private readonly SourceCounts sites = new(
        SiteShare * limits.SessionsPerSource,
        SiteShare * limits.SessionsPerSourcePerMinute,
        time
    );
    private readonly SourceCounts sitesThatAsked = new(
        SiteShareOfWhoAsked * limits.SessionsPerSource,
        SiteShareOfWhoAsked * limits.SessionsPerSourcePerMinute,
        time
    );

    /// <summary>Sessions beyond the share of their network, of senders that gave a message before: half of the places kept for those.</summary>
    private readonly SourceCounts knownSites = new(
        limits.Sessions / 16,
        SiteShare * limits.SessionsPerSourcePerMinute,
        time
    );
    private readonly HashSet<SessionStay> stays = [];
    private DateTimeOffset? turnedAwayAt;

    /// <summary>When a client was last turned away for lack of places; null where none was.</summary>
    public DateTimeOffset? TurnedAwayAt
    {
        get
        {
            lock (gate)
            {
                return turnedAwayAt;
            }
        }
    }

    public TimeSpan GreetingTime => Least(limits.GreetingTime, ShortGreetingTime);

    public TimeSpan IdleTime => Least(limits.IdleTime, ShortIdleTime);

    /// <summary>Places that anybody may have.</summary>
    private int ForAnybody => limits.Sessions - (limits.Sessions / 4);

    /// <summary>The rest is for who gave a message before.</summary>
    private int ForWhoAsked => limits.Sessions - (limits.Sessions / 8);

    private bool IsStressed
    {
        get
        {
            lock (gate)
            {
                return stays.Count >= ForAnybody;
            }
        }
    }

    /// <param name="local">As senders see it.</param>
    /// <returns>The session's stay; null where there is no room.</returns>
    public SessionStay? TryEnter(IPAddress address, IPAddress local)
    {
        var key = address.CountedNetwork();
        var site = address.CountedSite();
        lock (gate)
        {
            var isWithinShare = HasShare(site, local);
            if (!sources.HasRoom(key) || (!isWithinShare && !IsSpared(site, key)))
            {
                return null;
            }
            if (!HasPlace(key, local) && !MakeRoom(key))
            {
                turnedAwayAt = time.GetUtcNow();
                return null;
            }
            sources.Enter(key);
            sites.Enter(site);
            sitesThatAsked.Enter(site);
            if (!isWithinShare)
            {
                knownSites.Enter(site);
            }
            var stay = new SessionStay(this, key, time) { IsSpared = !isWithinShare };
            stays.Add(stay);
            return stay;
        }
    }

    private TimeSpan Least(TimeSpan usual, TimeSpan stressed) =>
        IsStressed && stressed < usual ? stressed : usual;

    private bool HasShare(IPAddress site, IPAddress local) =>
        sites.HasRoom(site) || (questions.MayPrecede(local) && sitesThatAsked.HasRoom(site));

    /// <summary>
    /// The neighbours of one that gave a message before do not use up its share. Anybody gives one to a test of his own, so those of one
    /// site have few places by it.
    /// </summary>
    private bool IsSpared(IPAddress site, IPAddress key) =>
        senders.Knows(key) && knownSites.HasRoom(site);

    private bool HasPlace(IPAddress key, IPAddress local) =>
        stays.Count < ForAnybody
        || (
            sources.SessionsOf(key) < KeptPerSource
            && (
                (stays.Count < ForWhoAsked && questions.MayPrecede(local))
                || (stays.Count < limits.Sessions && senders.Knows(key))
            )
        );

    /// <summary>
    /// Of those that said nothing for long enough, and no MAIL, the one that has been silent for longest leaves; else one of the source
    /// with the most, as anybody can say MAIL and then nothing of use, and with sixteen addresses hold all places so.
    /// </summary>
    private bool MakeRoom(IPAddress newcomer)
    {
        var leaving = Silent() ?? OfTheLargest(newcomer);
        if (leaving is null)
        {
            return false;
        }
        leaving.MakeRoom();
        // It gives its place to the newcomer now, and its connection ends in a moment.
        stays.Remove(leaving);
        return true;
    }

    private SessionStay? Silent() =>
        stays
            .Where(stay =>
                !stay.IsLeaving
                && !stay.SaidMail
                && stay.Silent >= (stay.IsGreeted ? ShortIdleTime : UngreetedMakesRoomAfter)
            )
            .MaxBy(stay => stay.Silent);

    /// <summary>
    /// The session without a finished message for longest: first of the source with the most, where that has more than a full test takes; else of
    /// those that have more than the newcomer then has, in a while, and of all later.
    /// </summary>
    private SessionStay? OfTheLargest(IPAddress newcomer)
    {
        var own = sources.SessionsOf(newcomer) + 1;
        var counts = stays.CountBy(stay => stay.Key).ToDictionary();
        var most = counts.Values.DefaultIfEmpty().Max();
        bool IsOfLargest(SessionStay stay) =>
            counts[stay.Key] == most && most > Math.Max(KeptPerSource, own);
        bool IsLong(SessionStay stay) =>
            stay.WithoutMessage
            >= (counts[stay.Key] > own ? OfManyMakesRoomAfter : AnyMakesRoomAfter);
        return stays
            .Where(stay => IsOfLargest(stay) || IsLong(stay))
            .OrderByDescending(IsOfLargest)
            .ThenByDescending(stay => stay.WithoutMessage)
            .FirstOrDefault();
    }

    internal void GaveMessage(IPAddress key)
    {
        lock (gate)
        {
            senders.Note(key);
        }
    }

    internal void Leave(SessionStay stay, IPAddress key)
    {
        lock (gate)
        {
            stays.Remove(stay);
            sources.Leave(key);
            if (stay.IsSpared)
            {
                knownSites.Leave(key.CountedSite());
            }
            sites.Leave(key.CountedSite());
            sitesThatAsked.Leave(key.CountedSite());
        }
    }
}

/// <summary>One session's place at the receiver.</summary>
internal sealed class SessionStay(SessionAdmission admission, IPAddress key, TimeProvider time)
    : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private long heardAt = time.GetTimestamp();
    private long messageAt = time.GetTimestamp();
    private int left;

    /// <summary>Of its source.</summary>
    public IPAddress Key => key;

    /// <summary>It has to make room.</summary>
    public CancellationToken Leaving => leaving.Token;

    public bool IsLeaving => leaving.IsCancellationRequested;

    /// <summary>It is beyond the share of its network, as its sender gave a message before.</summary>
    public bool IsSpared { get; init; }

    public bool IsGreeted { get; private set; }

    public bool SaidMail { get; private set; }

    public TimeSpan Silent => time.GetElapsedTime(Interlocked.Read(ref heardAt));

    /// <summary>Since it gave a message, or came.</summary>
    public TimeSpan WithoutMessage => time.GetElapsedTime(Interlocked.Read(ref messageAt));

    /// <summary>The client said something that a client of ours says.</summary>
    public void Heard(bool greeted, bool saidMail)
    {
        Interlocked.Exchange(ref heardAt, time.GetTimestamp());
        IsGreeted |= greeted;
        SaidMail |= saidMail;
    }

    /// <summary>The client handed over a message of a live test.</summary>
    public void GaveMessage()
    {
        Interlocked.Exchange(ref messageAt, time.GetTimestamp());
        admission.GaveMessage(key);
    }

    /// <summary>Not on the thread of the newcomer.</summary>
    public void MakeRoom() => _ = leaving.CancelAsync();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0)
        {
            admission.Leave(this, key);
        }
    }
}
