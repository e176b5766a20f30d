using System.Formats.Asn1;

namespace Dashboard.Core.Tls;

/// <summary>A part of the names there are (RFC 5280 section 4.2.1.10).</summary>
/// <param name="HasRange">It has a minimum other than 0 or a maximum, which nobody understands.</param>
internal sealed record NameSubtree(GeneralName Base, bool HasRange)
{
    private static readonly Asn1Tag Minimum = new(TagClass.ContextSpecific, 0);

    /// <exception cref="AsnContentException">The octets are no GeneralSubtree.</exception>
    public static NameSubtree Read(AsnReader subtree)
    {
        var name = GeneralName.Read(subtree);
        var range = false;
        while (subtree.HasData)
        {
            range |=
                !subtree.PeekTag().HasSameClassAndValue(Minimum)
                || subtree.PeekContentBytes().Span.IndexOfAnyExcept((byte)0) >= 0;
            subtree.ReadEncodedValue();
        }
        return new(name, range);
    }

    /// <summary>Whether it can be said at all if a name of its kind lies within.</summary>
    public bool Understands(GeneralName name) =>
        !HasRange
        && name.Kind switch
        {
            GeneralNameKind.DnsName or GeneralNameKind.DirectoryName => true,
            GeneralNameKind.Rfc822Name => name.Text.Contains('@', StringComparison.Ordinal),
            GeneralNameKind.Uri => HostOf(name.Text).Length > 0,
            GeneralNameKind.IPAddress => name.Content.Length is 4 or 16,
            _ => false,
        };

    public bool Holds(GeneralName name) =>
        name.Kind switch
        {
            GeneralNameKind.DnsName => HoldsDnsName(name.Text, Base.Text),
            GeneralNameKind.DirectoryName => DistinguishedName.IsBelow(name.Content, Base.Content),
            GeneralNameKind.Rfc822Name => HoldsMailbox(name.Text, Base.Text),
            GeneralNameKind.Uri => HoldsHost(HostOf(name.Text), Base.Text),
            _ => HoldsAddress(name.Content.Span, Base.Content.Span),
        };

    /// <summary>The name itself, or labels in front of it; a tree that begins with a dot does not hold the name behind it.</summary>
    private static bool HoldsDnsName(string name, string tree) =>
        tree.Length == 0
        || Same(name, tree)
        || (
            name.EndsWith(tree, StringComparison.OrdinalIgnoreCase)
            && (tree[0] == '.' || name[^(tree.Length + 1)] == '.')
        );

    /// <summary>A mailbox, all mailboxes of a host, or all of the hosts below a domain.</summary>
    private static bool HoldsMailbox(string mailbox, string tree)
    {
        var at = mailbox.LastIndexOf('@');
        var treeAt = tree.LastIndexOf('@');
        var host = mailbox[(at + 1)..];
        if (treeAt < 0)
        {
            return HoldsHost(host, tree);
        }
        return Same(host, tree[(treeAt + 1)..])
            && (
                treeAt == 0
                || string.Equals(mailbox[..at], tree[..treeAt], StringComparison.Ordinal)
            );
    }

    private static bool HoldsHost(string host, string tree) =>
        tree.StartsWith('.')
            ? host.Length > tree.Length && host.EndsWith(tree, StringComparison.OrdinalIgnoreCase)
            : Same(host, tree);

    /// <summary>An address and its mask, of the same family.</summary>
    private static bool HoldsAddress(ReadOnlySpan<byte> address, ReadOnlySpan<byte> tree)
    {
        if (tree.Length != 2 * address.Length)
        {
            return false;
        }
        for (var i = 0; i < address.Length; i++)
        {
            if (((address[i] ^ tree[i]) & tree[address.Length + i]) != 0)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Empty where there is none.</summary>
    private static string HostOf(string uri)
    {
        var scheme = uri.IndexOf(':', StringComparison.Ordinal);
        if (scheme < 0 || !uri.AsSpan(scheme + 1).StartsWith("//"))
        {
            return string.Empty;
        }
        var host = uri[(scheme + 3)..];
        var port = host.IndexOf(':', StringComparison.Ordinal);
        var end = port >= 0 ? port : host.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? host : host[..end];
    }

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
