using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Mapping;

internal static class EvidenceColumn
{
    /// <summary>Kept as jsonb, in the one form evidence is ever written in.</summary>
    public static void IsEvidence<TEvidence>(this PropertyBuilder property)
        where TEvidence : class =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                new EvidenceConverter<TEvidence>(),
                new SameInstanceComparer<TEvidence>()
            );
}
