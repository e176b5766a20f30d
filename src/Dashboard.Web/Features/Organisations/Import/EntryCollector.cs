using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Takes what a register says, each organisation once, and no more than the limit.</summary>
internal sealed class EntryCollector(ReaderOptions options)
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private int entries;

    public ReaderOptions Options => options;

    public RegisterContents Contents { get; } = new();

    public void Add(RegisterOrganisation organisation, int at)
    {
        Count();
        if (!keys.Add(organisation.Key))
        {
            Warn(organisation.Line, RegisterReason.Repeated, organisation.Key);
            return;
        }
        // Behind its parent, though it was read whole before.
        Contents.Organisations.Insert(Math.Min(at, Contents.Organisations.Count), organisation);
        foreach (var type in organisation.Types.Where(type => !options.Layers.IsKnown(type)))
        {
            Warn(organisation.Line, RegisterReason.UnknownType, type);
        }
    }

    public void Add(RegisterDomain domain)
    {
        Count();
        Contents.Domains.Add(domain);
    }

    public void Add(RegisterHost host)
    {
        Count();
        Contents.Hosts.Add(host);
    }

    public void Add(RegisterProblem refused)
    {
        Count();
        Contents.Refused.Add(refused);
    }

    public void Warn(int line, RegisterReason reason, string text)
    {
        Count();
        Contents.Warnings.Add(new(line, reason, RegisterProblem.Shown(text)));
    }

    /// <summary>One string for a text that comes back often, such as a type or a province.</summary>
    public string Shared(string text)
    {
        if (texts.TryGetValue(text, out var known))
        {
            return known;
        }
        if (texts.Count < 10_000)
        {
            texts.Add(text, text);
        }
        return text;
    }

    private void Count()
    {
        if (++entries > options.Limits.RegisterRecords)
        {
            throw new RefusedFileException(RegisterReason.TooManyRecords);
        }
    }
}
