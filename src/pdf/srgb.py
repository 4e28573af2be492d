"""Writes srgb.icc: the sRGB colour space of IEC 61966-2-1 as a small ICC version 4 display profile.

The numbers are the public ones of the standard: primaries and D65 white of ITU-R BT.709, the sRGB
transfer curve as a parametric curve of type 3, everything adapted to D50 with the Bradford matrix.
Run: python3 srgb.py > srgb.icc   (no packages needed; the output is the same on every machine)
"""
import struct
import sys


def mul(a, b):
    return [[sum(a[i][k] * b[k][j] for k in range(3)) for j in range(len(b[0]))] for i in range(3)]


def inverse(m):
    (a, b, c), (d, e, f), (g, h, i) = m
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    rows = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
    return [[x / det for x in row] for row in rows]


def xyz(x, y):
    return [[x / y], [1.0], [(1 - x - y) / y]]


D50 = [[0.9642], [1.0], [0.8249]]
D65 = xyz(0.3127, 0.3290)
BRADFORD = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]

cone_from, cone_to = mul(BRADFORD, D65), mul(BRADFORD, D50)
scale = [[cone_to[i][0] / cone_from[i][0] if i == j else 0.0 for j in range(3)] for i in range(3)]
adapt = mul(inverse(BRADFORD), mul(scale, BRADFORD))

primaries = [xyz(0.64, 0.33), xyz(0.30, 0.60), xyz(0.15, 0.06)]
matrix = [[primaries[j][i][0] for j in range(3)] for i in range(3)]
weights = mul(inverse(matrix), D65)
colorants = mul(adapt, [[matrix[i][j] * weights[j][0] for j in range(3)] for i in range(3)])


def fixed(*values):
    return b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def text(words):
    data = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(data), 28) + data


tags = [
    (b"desc", text("sRGB")),
    (b"cprt", text("CC0")),
    (b"wtpt", b"XYZ \0\0\0\0" + fixed(*[v[0] for v in D50])),
    (b"chad", b"sf32\0\0\0\0" + fixed(*[v for row in adapt for v in row])),
    (b"rXYZ", b"XYZ \0\0\0\0" + fixed(*[colorants[i][0] for i in range(3)])),
    (b"gXYZ", b"XYZ \0\0\0\0" + fixed(*[colorants[i][1] for i in range(3)])),
    (b"bXYZ", b"XYZ \0\0\0\0" + fixed(*[colorants[i][2] for i in range(3)])),
]
curve = b"para\0\0\0\0\0\x03\0\0" + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)

start = 128 + 4 + 12 * (len(tags) + 3)
table, body = b"", b""
for name, data in tags:
    table += name + struct.pack(">II", start + len(body), len(data))
    body += data + b"\0" * (-len(data) % 4)
for name in (b"rTRC", b"gTRC", b"bTRC"):
    table += name + struct.pack(">II", start + len(body), len(curve))
body += curve

size = start + len(body)
header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
header += fixed(*[v[0] for v in D50]) + b"\0" * 48
assert len(header) == 128
sys.stdout.buffer.write(header + struct.pack(">I", len(tags) + 3) + table + body)
