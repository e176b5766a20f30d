namespace Dashboard.Core.Outbound.Judgement;

/// <summary>What a sender did with the message of a probe, held against what it should have done.</summary>
public enum DeliveryJudgement
{
    /// <summary>Nothing conclusive yet.</summary>
    Pending,
    DeliveredAsItShould,
    RefusedAsItShould,
    DeliveredThoughItMustNot,
    RefusedThoughItShouldDeliver,

    /// <summary>What was seen could belong to another test, probe or sender as well.</summary>
    Ambiguous,

    /// <summary>The sender came only after the fault was put right.</summary>
    NotTested,

    /// <summary>The test closed without anything conclusive. Silence is never a pass.</summary>
    Inconclusive,
}
