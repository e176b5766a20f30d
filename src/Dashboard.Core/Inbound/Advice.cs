using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>Something to change.</summary>
public sealed record Advice
{
    /// <summary>Our own name of it; see <see cref="AdviceSlug"/> for all of them.</summary>
    public required string Slug { get; init; }

    /// <summary>Who can do it.</summary>
    public required AdviceActor Actor { get; init; }

    public DomainName? Host { get; init; }

    /// <summary>The zone it is about: for a provider its name, as nobody else can sign it.</summary>
    public DomainName? Zone { get; init; }

    /// <summary>Zone-file lines to publish, complete; empty where the advice is not about records.</summary>
    public IReadOnlyList<string> ZoneLines { get; init; } = [];

    public IReadOnlyDictionary<string, string> Facts { get; init; } =
        new Dictionary<string, string>();
}
