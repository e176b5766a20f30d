using System.Text.Json.Serialization.Metadata;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

public sealed class InboundWordsTests
{
    [Fact]
    public void Converters_are_there_for_every_enumeration_in_the_document()
    {
        var converters = InboundWords.Converters.ToList();

        EnumerationsIn(typeof(InboundDocument))
            .Where(type =>
                type != typeof(ConnectionType)
                && !converters.Exists(converter => converter.CanConvert(type))
            )
            .Select(type => type.FullName)
            .ShouldBeEmpty();
    }

    /// <summary>By the metadata itself, so that what is never written is never asked for.</summary>
    private static HashSet<Type> EnumerationsIn(Type root)
    {
        var found = new HashSet<Type>();
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([root]);
        while (open.TryPop(out var next))
        {
            var type = Nullable.GetUnderlyingType(next) ?? next;
            if (!seen.Add(type))
            {
                continue;
            }
            if (type.IsEnum)
            {
                found.Add(type);
                continue;
            }
            var info = EvidenceJson.Options.GetTypeInfo(type);
            if (info.Kind == JsonTypeInfoKind.Object)
            {
                foreach (var property in info.Properties)
                {
                    open.Push(property.PropertyType);
                }
            }
            if (info.KeyType is { } key)
            {
                open.Push(key);
            }
            if (info.ElementType is { } element)
            {
                open.Push(element);
            }
        }
        return found;
    }
}
