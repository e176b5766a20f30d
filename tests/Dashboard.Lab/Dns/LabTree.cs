using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>The zones that carry all others: the root and <c>example</c>.</summary>
internal static class LabTree
{
    public static IReadOnlyList<LabZone> Zones(IEnumerable<LabZone> below) =>
        [
            new LabZone(DomainName.Root),
            new LabZone(DomainName.Parse("example")).Add("ns IN A 127.0.0.1"),
            .. below,
        ];
}
