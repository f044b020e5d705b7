using System.Buffers;

[DeviceDriver("subject")]
public sealed class PooledStructs : SinDriver
{
    protected override void Commit()
    {
        ArrayPool<Reading>.Shared.Return(ArrayPool<Reading>.Shared.Rent(10));
    }

    private struct Reading
    {
        public double Watts;
    }
}
