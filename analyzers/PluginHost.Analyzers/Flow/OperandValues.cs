using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>The values of the operands of one statement. They are few, and comparing them costs less than hashing them.</summary>
internal sealed class OperandValues
{
    private const int MostCompared = 32;

    private readonly List<(IOperation Operation, Value Value)> _few = [];
    private readonly Dictionary<IOperation, Value> _many = new(SameOperation.Instance);

    public Value this[IOperation? operation]
    {
        get
        {
            for (var i = _few.Count - 1; i >= 0; i--)
            {
                if (ReferenceEquals(_few[i].Operation, operation))
                {
                    return _few[i].Value;
                }
            }

            return operation is not null && _many.Count > 0 && _many.TryGetValue(operation, out var value) ? value : Value.None;
        }
    }

    public void Add(IOperation operation, Value value)
    {
        if (value.Slot == Value.None.Slot)
        {
            return;
        }

        if (_few.Count < MostCompared)
        {
            _few.Add((operation, value));
        }
        else
        {
            _many[operation] = value;
        }
    }

    public void Clear()
    {
        _few.Clear();
        _many.Clear();
    }
}
