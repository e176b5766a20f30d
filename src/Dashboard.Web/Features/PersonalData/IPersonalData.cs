using Dashboard.Data;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>What a feature keeps of people: how it is found, given and erased. Each feature with such data has one.</summary>
internal interface IPersonalData
{
    /// <summary>Keys of the fields in <see cref="PersonalFields"/> that it answers for.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>Every address and name of people that it holds, so that somebody can be found by a digest.</summary>
    Task<IReadOnlyCollection<string>> NamesAsync(DashboardDb db, CancellationToken cancellation);

    /// <summary>Other names of the same person: that of an account which is found by its e-mail address.</summary>
    Task<IReadOnlyCollection<string>> OtherNamesAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    ) => Task.FromResult<IReadOnlyCollection<string>>([]);

    /// <summary>Adds all that it has of the person.</summary>
    Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    );

    /// <summary>Whether the person can be erased, without a lock and quickly: most of an erasure is a search.</summary>
    /// <exception cref="ErasureRefusedException">The site cannot do without.</exception>
    Task CheckAsync(DashboardDb db, Person person, CancellationToken cancellation) =>
        Task.CompletedTask;

    /// <summary>Erases it, in the transaction of the caller. A second time it finds nothing.</summary>
    /// <exception cref="ErasureRefusedException">The site cannot do without; nothing of the person is erased.</exception>
    Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    );

    /// <summary>Removes what is past its retention and no other job removes.</summary>
    Task ExpireAsync(DashboardDb db, DateTimeOffset now, CancellationToken cancellation) =>
        Task.CompletedTask;
}

/// <summary>The person is the last administrator.</summary>
internal sealed class ErasureRefusedException : Exception;

/// <summary>All that is kept of a person, by field.</summary>
internal sealed class PersonalExport
{
    private readonly SortedDictionary<string, List<object>> found = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<object>> Found => found;

    public void Add(string field, IEnumerable<object> items)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            return;
        }
        if (!found.TryGetValue(field, out var known))
        {
            found[field] = known = [];
        }
        known.AddRange(all);
    }
}

/// <summary>Why something stays after an erasure. The words are printed.</summary>
internal enum StayReason
{
    /// <summary>The SHA-256 of an address whose holder wants no mail: without it the address could be written to again.</summary>
    OptOut,

    /// <summary>The line of the audit log, with a pseudonym: what was done to public figures must be answered for.</summary>
    AuditLine,

    /// <summary>Names of accounts are not looked for in texts: a name may be a common word.</summary>
    NameInTexts,

    /// <summary>The domain itself publishes the address in the DNS, or its mail server said it.</summary>
    Published,

    /// <summary>What a test found out about a domain; it has no address and no name of a server any more.</summary>
    Verdict,

    /// <summary>The SHA-256 of the address or name, so that a backup that is restored does not undo the erasure.</summary>
    Erasure,
}

/// <summary>What an erasure did, by field: counts, never a name.</summary>
internal sealed class ErasureReport
{
    private readonly SortedDictionary<string, int> done = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StayReason> stays = new(StringComparer.Ordinal);

    /// <summary>What takes the place of the person's name where a line stays; the same in all lines of one erasure.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>Rows, or texts, of each field that were erased or changed.</summary>
    public IReadOnlyDictionary<string, int> Done => done;

    public IReadOnlyDictionary<string, StayReason> Stays => stays;

    public int Count => done.Values.Sum();

    public void Add(string field, int count)
    {
        if (count > 0)
        {
            done[field] = done.GetValueOrDefault(field) + count;
        }
    }

    public void Stay(string field, StayReason why) => stays[field] = why;
}
