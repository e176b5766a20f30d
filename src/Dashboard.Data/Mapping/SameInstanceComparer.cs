using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Dashboard.Data.Mapping;

/// <summary>Evidence is immutable: another value is another instance, and comparing deeply would cost more than writing.</summary>
internal sealed class SameInstanceComparer<TEvidence>()
    : ValueComparer<TEvidence>(
        (left, right) => ReferenceEquals(left, right),
        evidence => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(evidence),
        evidence => evidence
    )
    where TEvidence : class;
